namespace Meeco.Benchmarks.Comparison;

/// <summary>A registered user.</summary>
/// <param name="Session">His session in this process, which makes what is to be measured.</param>
/// <param name="Secret">What he logs in with, beside <see cref="World.Passphrase"/>.</param>
internal sealed record Account(MeecoSession Session, string Secret) : IDisposable
{
    public void Dispose() => Session.Dispose();

    public override string ToString() => Session.ToString();
}
