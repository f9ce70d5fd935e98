using System.Globalization;

namespace Meeco;

/// <summary>Makes every error about a file of Meeco's CLI. None quotes what the file holds: it may be a secret.</summary>
internal static class DocumentErrors
{
    private const string Invalid = "DocumentInvalid";

    public static MeecoException NotYaml(YamlPlace place) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{place}: this is not YAML.",
        "Mend that line. Only what the CLI wrote to its standard output belongs into the file, without its progress lines.");

    public static MeecoException BrokenEscape(YamlPlace place) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{place}: a text in quotes has an escape that does not exist.",
        "The CLI of 2020 breaks the texts of value_verification_key that it prints. Delete that key with its value, in every "
            + "slot; nothing needs it.");

    public static MeecoException Tagged(YamlPlace place) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{place}: there is a tag. A document is data and has no types.",
        "Remove the word that begins with an exclamation mark, or put the text into quotes.");

    public static MeecoException UnknownAlias(YamlPlace place) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{place}: an alias stands for nothing that is complete before it.",
        "Put the text into quotes if its asterisk is meant as one.");

    public static MeecoException KeyNotText(YamlPlace place) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{place}: the key of a map must be a text.",
        "Write a plain word before the colon.");

    public static MeecoException DuplicateKey(YamlPlace place) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{place}: this key is there already.",
        "Keep one of the two. Documents that follow each other are parted by a line ---.");

    public static MeecoException TooDeep(YamlPlace place, int limit) => new(
        "DocumentTooLarge",
        MeecoErrorCategory.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"{place}: it is nested more than {limit} levels deep."),
        "No document of the CLI is so deep: give the file as it wrote it.");

    public static MeecoException TooManyNodes(YamlPlace place, int limit) => new(
        "DocumentTooLarge",
        MeecoErrorCategory.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"{place}: the document has more than {limit} pieces, aliases written out."),
        "Divide it.");

    public static MeecoException TooLong(string source, int limit) => new(
        "DocumentTooLarge",
        MeecoErrorCategory.InvalidArgument,
        string.Create(CultureInfo.InvariantCulture, $"{source}: it is longer than {limit} bytes."),
        "Divide it.");

    public static MeecoException NotText(string source) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{source}: it is not text in UTF-8.",
        "Save the file in UTF-8. PowerShell 7 writes that by itself; Windows PowerShell writes UTF-16.");

    public static MeecoException Empty(string source) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{source}: there is no document in it.",
        "A command of the CLI that fails leaves an empty file. Look at what it said.");

    public static MeecoException NotAMap(YamlNode node) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{node.Place}: a map of keys and values is expected here.",
        "Write 'key: value' lines there; about_MeecoYaml shows the forms.");

    public static MeecoException WrongShape(YamlNode node, string key, string expected) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{node.Place}: '{key}' must be {expected}.",
        "Correct that line; about_MeecoYaml shows the forms.");

    public static MeecoException Missing(YamlMap map, string key) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{map.Place}: '{key}' is missing or empty here.",
        $"Add '{key}'.");

    public static MeecoException NoKey(YamlNode node, string key) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{node.Place}: '{key}' is not what the CLI writes there.",
        "Write the file anew: users:login of the CLI, or Export-MeecoYaml -IncludeSecret.");

    public static MeecoException ItemNeitherNewNorKnown(YamlMap map) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{map.Place}: an item needs metadata.template_name to be made, or spec.id to be changed.",
        "Add one of the two. The older key 'template' is now 'template_name'.");

    public static MeecoException UnknownForm(YamlMap map, string kind) => new(
        Invalid,
        MeecoErrorCategory.InvalidArgument,
        $"{map.Place}: this is in none of the forms that a document of kind '{kind}' has.",
        $"about_MeecoYaml shows what a document of kind '{kind}' holds.");

    public static MeecoException KindUnknown(YamlNode node, string? kind) => new(
        "DocumentKindUnknown",
        MeecoErrorCategory.InvalidArgument,
        kind is null
            ? $"{node.Place}: the document has no kind, and is nothing that the CLI prints without one."
            : $"{node.Place}: '{kind}' is not a kind of document that is known.",
        "about_MeecoYaml lists the kinds.");

    public static MeecoException KindMismatch(string source, string kind, string expected) => new(
        "DocumentKindMismatch",
        MeecoErrorCategory.InvalidArgument,
        $"{source}: the document is of kind '{kind}', and '{expected}' is expected.",
        "Give the right file.");

    public static MeecoException FileNotReadable(string path, string reason) => new(
        "FileNotReadable",
        MeecoErrorCategory.NotFound,
        $"'{path}' cannot be read: {reason}",
        "Check the path, and that you may read what is there.");

    public static MeecoException DelegationNotInFile(string delegationId) => new(
        "DelegationNotFound",
        MeecoErrorCategory.NotFound,
        $"The file holds no delegation of the user '{delegationId}'.",
        "Connect-MeecoDelegation makes a session for him; delegations:load-auth-config of the CLI writes such a file.");

    public static MeecoException SessionInFileExpired() => new(
        "SavedSessionExpired",
        MeecoErrorCategory.Authentication,
        "The servers no longer know the session of this file.",
        "Give -Passphrase, and the file's account secret logs in again.");

    public static MeecoException NotWritable(string type) => new(
        "DocumentTypeUnknown",
        MeecoErrorCategory.InvalidArgument,
        $"There is no document for an object of type {type}.",
        "about_MeecoYaml lists what can be written.");

    public static MeecoException SeveralObjects(string kind) => new(
        "DocumentHasOneObject",
        MeecoErrorCategory.InvalidArgument,
        $"A document of kind '{kind}' holds one object, and several were given.",
        "Write each to a file of its own.");

    public static MeecoException SeveralKinds(string kind, string other) => new(
        "DocumentHasOneKind",
        MeecoErrorCategory.InvalidArgument,
        $"Objects of the kinds '{kind}' and '{other}' do not go into one document.",
        "Write each kind to a file of its own.");

    public static MeecoException DelegateAlone() => new(
        "DelegateNeedsOwnSession",
        MeecoErrorCategory.InvalidArgument,
        "A session that acts for somebody else goes into the document of the user who acts.",
        "Give that user's own session too, as in $bob, $forAlice | Export-MeecoYaml.");

    public static MeecoException SecretNotIncluded(string kind) => new(
        "SecretNotIncluded",
        MeecoErrorCategory.Security,
        $"A document of kind '{kind}' consists of keys and tokens, which are written only where that is asked for.",
        "Export-MeecoYaml -IncludeSecret writes it to a file that only you can read.");
}
