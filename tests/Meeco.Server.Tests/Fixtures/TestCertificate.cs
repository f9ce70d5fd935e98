using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Meeco.Server.Tests.Fixtures;

/// <summary>A certificate for this machine that nobody has signed but itself, as files of PEM.</summary>
internal sealed class TestCertificate : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("meeco-certificate-");

    public TestCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(Path, made.ExportCertificatePem());
        File.WriteAllText(KeyPath, key.ExportPkcs8PrivateKeyPem());
        Certificate = X509Certificate2.CreateFromPemFile(Path, KeyPath);
    }

    public X509Certificate2 Certificate { get; }

    public string Path => System.IO.Path.Combine(_folder.FullName, "certificate.pem");

    public string KeyPath => System.IO.Path.Combine(_folder.FullName, "key.pem");

    /// <summary>A client that trusts this certificate, and no other.</summary>
    public HttpClient Client(Uri address) => new(new SocketsHttpHandler
    {
        SslOptions =
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { Certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            },
        },
    })
    {
        BaseAddress = address,
    };

    public void Dispose()
    {
        Certificate.Dispose();
        _folder.Delete(recursive: true);
    }
}
