using Meeco.Server.Http;
using Meeco.Wire;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Shares;

/// <summary>How many shares one call may be about, which bounds what one transaction holds up.</summary>
internal sealed class ShareLimit(IOptions<ServerOptions> options)
{
    /// <exception cref="RefusedException">413: there are more; nothing is done.</exception>
    public void Require(int count)
    {
        if (count > options.Value.MaxSharesPerCall)
        {
            throw new RefusedException(
                StatusCodes.Status413PayloadTooLarge,
                ErrorCodes.PayloadTooLarge,
                $"A call is about {options.Value.MaxSharesPerCall} shares at most.");
        }
    }
}
