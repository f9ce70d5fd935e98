using Meeco.Cryptography;

namespace Meeco;

/// <summary>The long-lived keys of a session: they open everything that the user has.</summary>
internal sealed record SessionKeys(AccountSecret Secret, SymmetricKey Kek, SymmetricKey Dek) : IDisposable
{
    /// <summary>Zeroes them.</summary>
    public void Dispose()
    {
        Secret.Dispose();
        Kek.Dispose();
        Dek.Dispose();
    }

    /// <summary>The name of the type: keys never show themselves.</summary>
    /// <returns>The name.</returns>
    public override string ToString() => nameof(SessionKeys);
}
