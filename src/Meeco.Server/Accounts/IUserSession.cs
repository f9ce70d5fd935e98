using Meeco.Server.Storage;

namespace Meeco.Server.Accounts;

/// <summary>A user's log-in at one of the two services.</summary>
internal interface IUserSession : IExpiring
{
    /// <summary>Whose it is.</summary>
    long UserKey { get; }
}
