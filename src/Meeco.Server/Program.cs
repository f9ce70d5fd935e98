using Meeco.Server.Accounts;
using Meeco.Server.Attachments;
using Meeco.Server.ClientTasks;
using Meeco.Server.Connections;
using Meeco.Server.Delegations;
using Meeco.Server.Events;
using Meeco.Server.Hosting;
using Meeco.Server.Http;
using Meeco.Server.Items;
using Meeco.Server.Operation;
using Meeco.Server.Operation.Health;
using Meeco.Server.Organizations;
using Meeco.Server.Shares;
using Meeco.Server.Storage;

if (CommandLine.IsMeantBy(args))
{
    return await CommandLine.RunAsync(args, Console.Out, Console.Error);
}

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = [.. args.Except([ParentStdinLifetime.Flag])],
    ContentRootPath = AppContext.BaseDirectory,
});
builder.UseParentStdin(args.Contains(ParentStdinLifetime.Flag));
builder.AddServerOptions();
builder.AddOperation();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddSurfaces();
builder.Services.AddApiDocument();
builder.Services.AddAccounts();
builder.Services.AddItems();
builder.Services.AddAttachments();
builder.Services.AddInvitationsAndConnections();
builder.Services.AddDelegations();
builder.Services.AddShares();
builder.Services.AddClientTasks();
builder.Services.AddEvents();
builder.Services.AddOrganizations();

var app = builder.Build();
app.UseOperation();
app.UseSurfaces();
app.MapHealth();
app.MapVersions();
app.MapApiDocument();
app.MapAccounts();
app.MapItemsAndTemplates();
app.MapAttachments();
app.MapInvitations();
app.MapShareIntents();
app.MapConnections();
app.MapDelegation();
app.MapItemShares();
app.MapShares();
app.MapClientTasks();
app.MapEvents();
app.MapOrganizationsAndServices();

try
{
    await app.PrepareStorageAsync();
    await app.PrepareBlobStoreAsync();
}
catch (StorageException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

app.AnnounceAddress();
await app.RunAsync();
return 0;
