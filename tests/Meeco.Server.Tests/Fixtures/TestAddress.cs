using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>Gives callers an address, which the server in this process does not see: loopback, or what a header of the tests says.</summary>
internal sealed class TestAddress : IStartupFilter
{
    public const string Header = "Test-Address";

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use((context, inner) =>
        {
            context.Connection.RemoteIpAddress = context.Request.Headers.TryGetValue(Header, out var address)
                ? IPAddress.Parse(address.ToString())
                : IPAddress.Loopback;
            return inner(context);
        });
        next(app);
    };
}
