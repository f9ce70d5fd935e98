using System.Management.Automation;
using System.Reflection;

namespace MeecoPS.Tests.Layers;

/// <summary>Every cmdlet keeps to PowerShell's guidelines and to those of the house.</summary>
public sealed class CmdletConventionTests
{
    // Connecting and importing make objects of this runspace; nothing at the server or on disk changes.
    private static readonly string[] ReadingVerbs = ["Get", "ConvertFrom", "ConvertTo", "Connect", "Import"];

    // What a parameter of this name holds must not stay readable in a history or a view.
    private static readonly string[] SecretWords = ["Passphrase", "Password", "Secret", "Token", "PrivateKey"];

    // The token of an invitation is text that people send each other, good for one use, and opens no data.
    private static readonly string[] ToldToOthers = ["ApproveMeecoInvitationCommand.Token", "ApproveMeecoOrganizationInvitationCommand.Token"];

    private static readonly IReadOnlyList<Type> Cmdlets =
        [.. BuiltAssemblies.Load("MeecoPS").GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute), inherit: false))];

    private static readonly IReadOnlyList<string> ApprovedVerbs =
        [.. typeof(VerbsCommon).Assembly.GetTypes().Where(type => type.IsPublic && type.Namespace == "System.Management.Automation" && type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(BindingFlags.Public | BindingFlags.Static)).Select(field => (string)field.GetValue(null)!)];

    [Fact]
    public void A_verb_is_approved() => Cmdlets.Select(type => Attribute(type).VerbName).Should().NotBeEmpty().And.BeSubsetOf(ApprovedVerbs);

    [Fact]
    public void A_noun_is_singular_and_has_the_prefix() => Cmdlets.Select(type => Attribute(type).NounName).Should()
        .OnlyContain(noun => noun.StartsWith("Meeco", StringComparison.Ordinal) && !noun.EndsWith('s'));

    [Fact]
    public void A_class_is_sealed_and_named_after_its_cmdlet() =>
        Cmdlets.Should().OnlyContain(type => type.IsSealed && type.Name == Attribute(type).VerbName + Attribute(type).NounName + "Command");

    [Fact]
    public void What_is_written_is_declared() =>
        Cmdlets.Where(type => !type.IsDefined(typeof(OutputTypeAttribute), inherit: false)).Select(type => type.Name).Should().BeEmpty();

    [Fact]
    public void What_changes_something_asks_first() =>
        Cmdlets.Where(type => !ReadingVerbs.Contains(Attribute(type).VerbName) && !Attribute(type).SupportsShouldProcess)
            .Select(type => type.Name).Should().BeEmpty();

    [Fact]
    public void What_removes_asks_by_default() =>
        Cmdlets.Where(type => Attribute(type).VerbName == "Remove" && Attribute(type).ConfirmImpact != ConfirmImpact.High)
            .Select(type => type.Name).Should().BeEmpty();

    [Fact]
    public void A_secret_is_never_a_plain_string() =>
        Parameters().Where(parameter => SecretWords.Any(word => parameter.Name.EndsWith(word, StringComparison.Ordinal)) && Holds(parameter.PropertyType, typeof(string)))
            .Select(Place).Should().BeSubsetOf(ToldToOthers);

    [Fact]
    public void A_yes_or_no_is_a_switch() =>
        Parameters().Where(parameter => parameter.PropertyType == typeof(bool)).Select(Place).Should().BeEmpty();

    [Fact]
    public void Whoever_names_a_session_is_told_that_it_is_an_object() =>
        Parameters().Where(parameter => parameter.PropertyType.Name == "MeecoSession" && parameter.GetCustomAttributes().All(one => one.GetType().Name != "SessionObjectAttribute"))
            .Select(Place).Should().BeEmpty();

    private static CmdletAttribute Attribute(Type type) => type.GetCustomAttribute<CmdletAttribute>()!;

    private static IEnumerable<PropertyInfo> Parameters() => Cmdlets
        .SelectMany(type => type.GetProperties()).Where(property => property.IsDefined(typeof(ParameterAttribute), inherit: true));

    private static bool Holds(Type type, Type held) => type == held || type.GetElementType() == held;

    private static string Place(PropertyInfo property) => $"{property.ReflectedType!.Name}.{property.Name}";
}
