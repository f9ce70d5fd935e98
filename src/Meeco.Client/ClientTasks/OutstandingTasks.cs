namespace Meeco;

/// <summary>How much work waits for the user's client.</summary>
/// <param name="Todo">Tasks that nobody works on.</param>
/// <param name="InProgress">Tasks that a client has claimed.</param>
internal sealed record OutstandingTasks(int Todo, int InProgress)
{
    /// <summary>Both together.</summary>
    public int Total => Todo + InProgress;

    /// <summary>The numbers in words.</summary>
    /// <returns>The beginning of a sentence.</returns>
    public override string ToString() =>
        $"{Total} outstanding client task{(Total == 1 ? string.Empty : "s")} (to do: {Todo}, in progress: {InProgress})";
}
