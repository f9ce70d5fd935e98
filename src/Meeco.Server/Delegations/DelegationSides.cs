using Meeco.Server.Connections;

namespace Meeco.Server.Delegations;

/// <summary>The connection that carries a delegation.</summary>
/// <param name="Granting">The account owner's side, whose purpose it is.</param>
/// <param name="Delegate">The delegate's side.</param>
/// <param name="DelegateKeystoreKey">The delegate at the keystore; null for a user who has no keys there.</param>
internal sealed record DelegationSides(Connection Granting, Connection Delegate, long? DelegateKeystoreKey);
