using System.Text;
using Meeco.Cryptography;
using Meeco.Server.Storage;

namespace Meeco.Server.Tests.Storage;

public sealed class StorageSealTests
{
    private readonly StorageSeal _seal = Under(7);

    [Fact]
    public void What_is_sealed_for_a_place_is_opened_there_and_nowhere_else()
    {
        var value = _seal.Seal("token"u8, "invitation 1");

        _seal.Open(value, "invitation 1").Should().Equal("token"u8.ToArray());
        _seal.Invoking(seal => seal.Open(value, "invitation 2")).Should().Throw<DecryptionFailedException>();
        Under(8).Invoking(seal => seal.Open(value, "invitation 1")).Should().Throw<DecryptionFailedException>();
    }

    [Fact]
    public void The_same_is_sealed_otherwise_each_time()
    {
        _seal.Seal("token"u8, "place").Should().NotBe(_seal.Seal("token"u8, "place"))
            .And.NotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("token")));
    }

    private static StorageSeal Under(byte fill)
    {
        var secrets = new ServerSecrets();
        secrets.Load([new ServerSecret { Name = ServerSecrets.SealKey, Value = [.. Enumerable.Repeat(fill, 32)] }]);
        return new StorageSeal(secrets);
    }
}
