using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Meeco.Server.Operation.Proxies;

/// <summary>A text is a list of addresses and networks.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NetworkListAttribute : ValidationAttribute
{
    public NetworkListAttribute()
        : base("{0} must be addresses or networks with commas between, for example '127.0.0.1, 10.0.0.0/8'.")
    {
    }

    public override bool IsValid(object? value) => value is null || TryRead((string)value, out _);

    /// <summary>Reads the list; an address is the network of that address alone.</summary>
    public static bool TryRead(string text, out List<IPNetwork> networks)
    {
        networks = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (IPAddress.TryParse(part, out var address))
            {
                networks.Add(new IPNetwork(address, address.GetAddressBytes().Length * 8));
            }
            else if (IPNetwork.TryParse(part, out var network))
            {
                networks.Add(network);
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
