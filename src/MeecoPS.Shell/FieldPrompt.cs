using System.Collections;
using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace MeecoPS.Shell;

/// <summary>Questions for values, such as those for a mandatory parameter that was left out.</summary>
internal sealed class FieldPrompt(PSHostUserInterface ui)
{
    private const string HelpRequest = "!?";

    /// <summary>Asks for each field until the answer fits its type.</summary>
    /// <param name="caption">The title, or null.</param>
    /// <param name="message">The question, or null.</param>
    /// <param name="fields">What to ask for.</param>
    /// <returns>The answers by the names of the fields.</returns>
    /// <exception cref="HostException">The input ended before there was an answer.</exception>
    public Dictionary<string, PSObject> Ask(string? caption, string? message, Collection<FieldDescription> fields)
    {
        PromptText.WriteHeader(ui, caption, message);
        if (fields.Any(field => !string.IsNullOrEmpty(field.HelpMessage)))
        {
            ui.WriteLine($"(Type {HelpRequest} for help.)");
        }

        return fields.ToDictionary(field => field.Name, field => PSObject.AsPSObject(AskField(field)));
    }

    /// <summary>Asks for a password, and for the user name if that is not given.</summary>
    /// <param name="caption">The title, or null.</param>
    /// <param name="message">The question, or null.</param>
    /// <param name="userName">The user name, or null or empty to ask for it.</param>
    /// <exception cref="HostException">The input ended before there was an answer.</exception>
    public PSCredential AskCredential(string? caption, string? message, string? userName)
    {
        PromptText.WriteHeader(ui, caption, message);
        var name = userName;
        while (string.IsNullOrEmpty(name))
        {
            name = ReadLine("User: ");
        }

        return new PSCredential(name, ReadSecureLine($"Password for user {name}: "));
    }

    private object AskField(FieldDescription field)
    {
        var type = TypeOf(field);
        return typeof(IList).IsAssignableFrom(type)
            ? AskList(field, type)
            : AskValue(field, type, $"{field.Name}: ", mayEnd: false)!;
    }

    // One value a line; the first empty line ends the list.
    private object AskList(FieldDescription field, Type type)
    {
        var elementType = type.GetElementType() ?? typeof(object);
        var values = new ArrayList();
        while (AskValue(field, elementType, $"{field.Name}[{values.Count}]: ", mayEnd: true) is { } value)
        {
            values.Add(value);
        }

        return LanguagePrimitives.TryConvertTo(values, type, out var list) ? list : values;
    }

    private object? AskValue(FieldDescription field, Type type, string prompt, bool mayEnd)
    {
        if (type == typeof(SecureString))
        {
            var secret = ReadSecureLine(prompt);
            return mayEnd && secret.Length == 0 ? null : secret;
        }

        if (type == typeof(PSCredential))
        {
            return AskCredential(field.Name, null, null);
        }

        while (true)
        {
            var text = ReadLine(prompt);
            if (mayEnd && text.Length == 0)
            {
                return null;
            }

            if (text == HelpRequest)
            {
                ui.WriteLine(string.IsNullOrEmpty(field.HelpMessage) ? "No help is available." : field.HelpMessage);
            }
            else if (LanguagePrimitives.TryConvertTo(text, type, out var value))
            {
                return value;
            }
            else
            {
                ui.WriteErrorLine($"'{text}' is not a value of type {type.Name}.");
            }
        }
    }

    // A type of the module's load context cannot be found by name from here; the binder converts the text then.
    private static Type TypeOf(FieldDescription field) =>
        LanguagePrimitives.TryConvertTo<Type>(field.ParameterAssemblyFullName, out var exact) ? exact
        : LanguagePrimitives.TryConvertTo<Type>(field.ParameterTypeFullName, out var named) ? named
        : typeof(string);

    private string ReadLine(string prompt)
    {
        ui.Write(prompt);
        return ui.ReadLine() ?? throw PromptText.InputEnded();
    }

    private SecureString ReadSecureLine(string prompt)
    {
        ui.Write(prompt);
        return ui.ReadLineAsSecureString() ?? throw PromptText.InputEnded();
    }
}
