using System.Text;

namespace Meeco.Client.Tests.Documents;

/// <summary>The files in Recorded.</summary>
internal static class Recording
{
    private const string Prefix = "Recorded/";

    /// <summary>The YAML files, as <c>generation/name.yaml</c>.</summary>
    public static IEnumerable<string> Names => typeof(Recording).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(".yaml", StringComparison.Ordinal))
        .Select(name => name[Prefix.Length..])
        .Order(StringComparer.Ordinal);

    /// <summary>A file's text.</summary>
    public static string Text(string name)
    {
        using var file = typeof(Recording).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new ArgumentException($"There is no recorded file {name}.", nameof(name));
        using var reader = new StreamReader(file, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>The documents of a file.</summary>
    public static IReadOnlyList<YamlNode> Read(string name) => DocumentSource.ReadText(name, Text(name));

    /// <summary>What the one document of a file holds.</summary>
    public static IReadOnlyList<object> Objects(string name, string? userId = null) =>
        new DocumentReader(userId, allowInsecure: false).Read(Read(name).Should().ContainSingle().Subject).Objects;

    /// <summary>The only object of a file.</summary>
    public static T Single<T>(string name) => Objects(name).Should().ContainSingle().Which.Should().BeOfType<T>().Subject;
}
