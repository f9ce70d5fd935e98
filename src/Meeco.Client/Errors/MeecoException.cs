namespace Meeco;

/// <summary>Everything that this library reports as gone wrong, except cancellation and wrong use by a program.</summary>
/// <remarks>Neither the message nor any property holds a key, a token, a passphrase or a slot value.</remarks>
public class MeecoException : Exception
{
    internal MeecoException(
        string errorId,
        MeecoErrorCategory category,
        string message,
        string recommendedAction)
        : base(message)
    {
        ErrorId = errorId;
        Category = category;
        RecommendedAction = recommendedAction;
    }

    /// <summary>A stable PascalCase name of the error, for example <c>ShareNotAccepted</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The kind of error.</summary>
    public MeecoErrorCategory Category { get; }

    /// <summary>What to do about it, in a sentence.</summary>
    public string RecommendedAction { get; }
}
