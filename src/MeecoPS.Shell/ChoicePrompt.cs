using System.Collections.ObjectModel;
using System.Management.Automation.Host;

namespace MeecoPS.Shell;

/// <summary>Questions with given answers, such as those of <c>-Confirm</c>.</summary>
internal sealed class ChoicePrompt(PSHostUserInterface ui)
{
    /// <summary>Asks until one of the choices is named.</summary>
    /// <param name="caption">The title, or null.</param>
    /// <param name="message">The question, or null.</param>
    /// <param name="choices">The possible answers, at least one.</param>
    /// <param name="defaultChoice">The index of the answer that an empty line means, or -1 for none.</param>
    /// <returns>The index of the answer.</returns>
    /// <exception cref="HostException">The input ended before there was an answer.</exception>
    public int AskOne(string? caption, string? message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ArgumentOutOfRangeException.ThrowIfZero(choices.Count);
        ArgumentOutOfRangeException.ThrowIfLessThan(defaultChoice, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(defaultChoice, choices.Count);

        var answers = choices.Select(Answer.Of).ToArray();
        PromptText.WriteHeader(ui, caption, message);
        while (true)
        {
            WriteAnswers(answers, defaultChoice < 0 ? [] : [defaultChoice]);
            var text = ReadAnswer();
            var index = text.Length == 0 ? defaultChoice : IndexOf(answers, text);
            if (index >= 0)
            {
                return index;
            }

            ExplainIfAsked(answers, text);
        }
    }

    /// <summary>Asks for choices until an empty line; the empty line alone means the default ones.</summary>
    /// <param name="caption">The title, or null.</param>
    /// <param name="message">The question, or null.</param>
    /// <param name="choices">The possible answers, at least one.</param>
    /// <param name="defaultChoices">The indexes of the default answers, or null for none.</param>
    /// <returns>The indexes of the answers in the order in which they were given.</returns>
    /// <exception cref="HostException">The input ended before there was an answer.</exception>
    public Collection<int> AskSome(string? caption, string? message, Collection<ChoiceDescription> choices, IEnumerable<int>? defaultChoices)
    {
        ArgumentOutOfRangeException.ThrowIfZero(choices.Count);
        var defaults = defaultChoices?.Distinct().ToArray() ?? [];
        foreach (var index in defaults)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(defaultChoices));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, choices.Count, nameof(defaultChoices));
        }

        var answers = choices.Select(Answer.Of).ToArray();
        PromptText.WriteHeader(ui, caption, message);
        WriteAnswers(answers, defaults);
        var chosen = new Collection<int>();
        while (true)
        {
            var text = ReadAnswer();
            if (text.Length == 0)
            {
                return chosen.Count == 0 ? new Collection<int>(defaults) : chosen;
            }

            var index = IndexOf(answers, text);
            if (index >= 0)
            {
                chosen.Add(index);
            }

            ExplainIfAsked(answers, text);
            ui.Write($"Choice[{chosen.Count}]: ");
        }
    }

    private string ReadAnswer() => (ui.ReadLine() ?? throw PromptText.InputEnded()).Trim();

    private void WriteAnswers(Answer[] answers, int[] defaults)
    {
        var offers = answers.Select(answer => answer.Key.Length == 0 ? $"[{answer.Label}]" : $"[{answer.Key}] {answer.Label}");
        var help = defaults.Length == 0
            ? "[?] Help"
            : $"[?] Help (default is \"{string.Join(", ", defaults.Select(index => answers[index].Name))}\")";
        ui.Write($"{string.Join("  ", offers)}  {help}: ");
    }

    private void ExplainIfAsked(Answer[] answers, string text)
    {
        if (text == "?")
        {
            foreach (var answer in answers)
            {
                ui.WriteLine($"{answer.Name} - {answer.Help}");
            }
        }
    }

    private static int IndexOf(Answer[] answers, string text) =>
        Array.FindIndex(answers, answer => text.Equals(answer.Key, StringComparison.OrdinalIgnoreCase)
            || text.Equals(answer.Label, StringComparison.OrdinalIgnoreCase));

    // The label "Yes to &All" stands for the answers "A" and "Yes to All".
    private sealed record Answer(string Key, string Label, string Help)
    {
        public string Name => Key.Length == 0 ? Label : Key;

        public static Answer Of(ChoiceDescription choice)
        {
            var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
            return mark < 0
                ? new Answer("", choice.Label, choice.HelpMessage)
                : new Answer(choice.Label.Substring(mark + 1, Math.Min(1, choice.Label.Length - mark - 1)).ToUpperInvariant(), choice.Label.Remove(mark, 1), choice.HelpMessage);
        }
    }
}
