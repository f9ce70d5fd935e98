namespace Meeco;

/// <summary>What sharing would take.</summary>
/// <param name="Shares">Shares that would be made.</param>
/// <param name="AlreadyShared">Shares that are there already.</param>
/// <param name="Calls">Calls that would make them.</param>
internal readonly record struct SharePlan(int Shares, int AlreadyShared, int Calls)
{
    /// <summary>Both together.</summary>
    /// <param name="one">A plan.</param>
    /// <param name="other">Another.</param>
    /// <returns>The sums.</returns>
    public static SharePlan operator +(SharePlan one, SharePlan other) =>
        new(one.Shares + other.Shares, one.AlreadyShared + other.AlreadyShared, one.Calls + other.Calls);

    /// <summary>The numbers in words.</summary>
    /// <returns>A sentence.</returns>
    public override string ToString() =>
        $"{Shares} share(s) to make in {Calls} call(s), {AlreadyShared} already there";
}
