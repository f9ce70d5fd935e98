using System.Collections.Concurrent;
using System.Security.Cryptography;
using Meeco.Tests.Shared;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>The public halves of the stored pairs.</summary>
public static class TestPublicKeys
{
    private static readonly ConcurrentDictionary<int, string> Pems = new();

    /// <summary>The PEM that Meeco's clients send: CRLF line ends and a trailing one (docs/WIRE.md 2).</summary>
    public static string Pem(int number) => Pems.GetOrAdd(number, static which =>
    {
        using var rsa = RSA.Create();
        rsa.ImportFromPem(TestKeys.PrivatePem(which));
        return rsa.ExportSubjectPublicKeyInfoPem().ReplaceLineEndings("\r\n") + "\r\n";
    });
}
