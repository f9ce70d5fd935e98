using System.Management.Automation;

namespace MeecoPS.Pipeline;

/// <summary>Tells whoever names a session what is wanted instead: it is an object, held by a variable.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SessionObjectAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is string name
            ? throw new ArgumentTransformationMetadataException(
                $"'{name}' is not a session but a text. Give the variable that holds the session, as in $alice, or (Get-MeecoSession -Current).")
            : inputData;
}
