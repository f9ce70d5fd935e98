using Meeco.Wire;

namespace Meeco;

/// <summary>A connection that carries a delegation.</summary>
/// <param name="Connection">The connection, as the user of the session sees it.</param>
/// <param name="Direction">Which side carries it.</param>
/// <param name="Token">The keystore's name of the delegation.</param>
internal sealed record DelegationLink(ConnectionBody Connection, DelegationDirection Direction, string Token)
{
    /// <summary>The direction.</summary>
    /// <returns>Its name.</returns>
    public override string ToString() => Direction.ToString();
}
