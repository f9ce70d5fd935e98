using System.Security;
using Meeco.Client.Tests.Fixtures;

namespace Meeco.Client.Tests.Accounts;

/// <summary>Sessions in files.</summary>
public sealed class SessionFileTests(RealServers servers) : IClassFixture<RealServers>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("meeco-session-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string FilePath => Path.Combine(_folder, "alice.meeco");

    [Fact]
    public async Task An_exported_session_reads_what_the_user_has_and_knows_his_secret()
    {
        var alice = await servers.NewUserAsync();
        var item = await alice.Items.CreateAsync(
            new NewItem { Template = "vehicle", Label = "DeLorean", Slots = [new SlotInput { Name = "vin", Value = "1.21 GW" }] }, Cancel);
        await SessionFile.WriteAsync(alice, FilePath, RealServers.Passphrase, overwrite: false, Cancel);

        var again = servers.Keep(await SessionFile.ReadAsync(FilePath, RealServers.Passphrase, new AccountService(ClientSettings.Default), Cancel));

        again.UserId.Should().Be(alice.UserId);
        again.UserName.Should().Be(alice.UserName);
        again.Environment.Should().BeEquivalentTo(alice.Environment);
        again.ValidUntil.Should().BeCloseTo(alice.ValidUntil, TimeSpan.FromMinutes(1));
        (await again.Items.GetAsync(item.Id, Cancel))["vin"].Should().Be("1.21 GW");
        using var secret = again.User.GetSecret();
        using var original = alice.User.GetSecret();
        Reveal(secret).Should().Be(Reveal(original));
    }

    [Fact]
    public async Task The_file_is_its_owners_alone_and_tells_nothing()
    {
        var alice = await servers.NewUserAsync();
        await SessionFile.WriteAsync(alice, FilePath, RealServers.Passphrase, overwrite: false, Cancel);

        var bytes = await File.ReadAllBytesAsync(FilePath, Cancel);
        System.Text.Encoding.Latin1.GetString(bytes).Should()
            .NotContain(alice.UserName).And.NotContain("http").And.NotContain(alice.Apis.VaultToken.Value);
        Directory.EnumerateFileSystemEntries(_folder).Should().ContainSingle("no draft is left");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(FilePath).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_file_that_is_there_is_replaced_only_on_demand()
    {
        var alice = await servers.NewUserAsync();
        await File.WriteAllTextAsync(FilePath, "something else", Cancel);

        (await Failing(() => SessionFile.WriteAsync(alice, FilePath, RealServers.Passphrase, overwrite: false, Cancel))).Should().Be("FileExists");
        (await File.ReadAllTextAsync(FilePath, Cancel)).Should().Be("something else");
        await SessionFile.WriteAsync(alice, FilePath, RealServers.Passphrase, overwrite: true, Cancel);
        servers.Keep(await SessionFile.ReadAsync(FilePath, RealServers.Passphrase, new AccountService(ClientSettings.Default), Cancel)).UserId.Should().Be(alice.UserId);
        var nowhere = Path.Combine(_folder, "missing", "alice.meeco");
        (await Failing(() => SessionFile.WriteAsync(alice, nowhere, RealServers.Passphrase, overwrite: false, Cancel))).Should().Be("FileNotWritten");
    }

    [Fact]
    public async Task Each_way_in_which_a_file_gives_no_session_has_its_error()
    {
        var alice = await servers.NewUserAsync();
        await SessionFile.WriteAsync(alice, FilePath, RealServers.Passphrase, overwrite: false, Cancel);
        using var wrong = SecretText.From("wrong");
        using var empty = SecretText.From("");
        var other = Path.Combine(_folder, "other.meeco");
        await File.WriteAllTextAsync(other, "kind: Authentication", Cancel);

        (await Failing(() => ReadAsync(FilePath, wrong))).Should().Be("SessionFileLocked");
        (await Failing(() => ReadAsync(FilePath, empty))).Should().Be("EmptyPassphrase");
        (await Failing(() => ReadAsync(other, RealServers.Passphrase))).Should().Be("SessionFileUnreadable");
        (await Failing(() => ReadAsync(Path.Combine(_folder, "none"), RealServers.Passphrase))).Should().Be("SessionFileUnreadable");

        await alice.User.LogOutAsync(Cancel);
        (await Failing(() => ReadAsync(FilePath, RealServers.Passphrase))).Should().Be("SavedSessionExpired");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static Task<MeecoSession> ReadAsync(string path, SecureString passphrase) =>
        SessionFile.ReadAsync(path, passphrase, new AccountService(ClientSettings.Default), Cancel);

    private static async Task<string> Failing(Func<Task> work) =>
        (await work.Should().ThrowAsync<MeecoException>()).Which.ErrorId;

    private static string Reveal(SecureString secret) => SecretText.Read(secret, text => text.ToString());
}
