using System.Management.Automation;
using System.Reflection;
using System.Xml.Linq;
using MeecoPS.Tests.Support;

namespace MeecoPS.Tests.Layers;

/// <summary>What comes out of one cmdlet is seen well, and goes into the next.</summary>
public sealed class CmdletPipelineTests
{
    // Not what the command is about, but what it does it with or narrows down by.
    private static readonly string[] NotTheObject =
    [
        "GetMeecoClientTaskCommand.Item", "GetMeecoItemCommand.SharedWith", "GetMeecoItemCommand.Template", "GetMeecoShareCommand.Connection",
        "GetMeecoShareCommand.Item", "NewMeecoInvitationCommand.ShareIntent", "NewMeecoShareCommand.Slot", "RemoveMeecoSlotCommand.Item",
        "NewMeecoItemCommand.Classification", "NewMeecoItemTemplateCommand.Classification", "SetMeecoItemCommand.Classification",
        "SetMeecoItemCommand.RemoveClassification", "AddMeecoThumbnailCommand.Attachment", "GetMeecoOrganizationServiceCommand.Service",
    ];

    // What a removal or the end of a session leaves is nothing; a server tells about itself when it is stopped.
    private static readonly string[] VerbsThatLeaveNothing = ["Remove", "Disconnect"];

    private static readonly IReadOnlyList<Type> Cmdlets =
        [.. BuiltAssemblies.Load("MeecoPS").GetExportedTypes().Where(type => type.IsDefined(typeof(CmdletAttribute), inherit: false))];

    private static readonly IReadOnlyList<XElement> Views =
        [.. XDocument.Load(Path.Combine(Installation.Module, "MeecoPS.Format.ps1xml")).Descendants("View")];

    [Fact]
    public void The_object_that_a_command_is_about_comes_from_the_pipeline() => Cmdlets
        .SelectMany(type => type.GetProperties())
        .Where(property => Held(property.PropertyType).Name.EndsWith("Identity", StringComparison.Ordinal) && Parameters(property).Any())
        .Where(property => !Parameters(property).Any(parameter => parameter.ValueFromPipeline || parameter.ValueFromPipelineByPropertyName))
        .Select(property => $"{property.ReflectedType!.Name}.{property.Name}")
        .Should().BeSubsetOf(NotTheObject);

    [Fact]
    public void What_writes_nothing_by_itself_hands_on_with_PassThru()
    {
        var silent = Cmdlets.Where(type => type.GetCustomAttributes<OutputTypeAttribute>().SelectMany(output => output.Type).All(output => output.Type == typeof(void)));

        silent.Where(type => type.GetProperty("PassThru") is null && !VerbsThatLeaveNothing.Contains(type.GetCustomAttribute<CmdletAttribute>()!.VerbName))
            .Select(type => type.Name).Should().BeEmpty();
    }

    [Theory]
    [InlineData("TableControl")]
    [InlineData("ListControl")]
    public void What_is_written_has_a_view(string control)
    {
        var seen = Views.Where(view => view.Element(control) is not null)
            .SelectMany(view => view.Element("ViewSelectedBy")!.Elements("TypeName")).Select(name => name.Value);

        Written().Should().HaveCountGreaterThan(20).And.BeSubsetOf(seen);
    }

    [Fact]
    public void A_list_shows_what_there_is_and_keeps_to_itself_what_opens_something()
    {
        foreach (var type in Types())
        {
            var list = Views.Single(view => view.Element("ListControl") is not null && view.Descendants("TypeName").Any(name => name.Value == type.FullName));
            var shown = list.Descendants("PropertyName").Select(name => name.Value).ToList();
            var properties = type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0).Select(property => property.Name);

            shown.Should().OnlyHaveUniqueItems(type.Name).And.BeSubsetOf(properties, type.Name);
            shown.Should().NotContain(["Token", "Value"], type.Name);
        }
    }

    private static IEnumerable<string> Written() => Types().Select(type => type.FullName!);

    private static IEnumerable<Type> Types() => Cmdlets.SelectMany(type => type.GetCustomAttributes<OutputTypeAttribute>())
        .SelectMany(output => output.Type).Select(output => output.Type).OfType<Type>()
        .Where(type => type.Namespace == "Meeco").Distinct();

    private static IEnumerable<ParameterAttribute> Parameters(PropertyInfo property) => property.GetCustomAttributes<ParameterAttribute>();

    private static Type Held(Type type) => type.GetElementType() ?? Nullable.GetUnderlyingType(type) ?? type;
}
