using System.Text.Json.Serialization;

namespace Meeco.Server.Operation.Commands;

/// <summary>A user, as the operator sees him.</summary>
internal sealed record UserRow(string Id, string State, string Type, DateTimeOffset JoinedAt, DateTimeOffset? DisabledAt, string? Username, string? FullName, string? Email);

/// <summary>An organization, as the operator sees it.</summary>
internal sealed record OrganizationRow(string Id, string Status, string Name, string? Email, string? Url);

/// <summary>A service of an organization, as the operator sees it.</summary>
internal sealed record ServiceRow(string Id, string Status, string Name, string Organization);

/// <summary>The client tasks of one state.</summary>
internal sealed record TaskRow(string State, long Count, long OldestAgeSeconds);

/// <summary>What a clean-up came to.</summary>
internal sealed record VacuumRow(long ExpiredRows, long BytesBefore, long BytesAfter);

/// <summary>A back-up.</summary>
internal sealed record BackupRow(string Folder, long DatabaseBytes, long Files, long FileBytes);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(IReadOnlyList<UserRow>))]
[JsonSerializable(typeof(IReadOnlyList<OrganizationRow>))]
[JsonSerializable(typeof(IReadOnlyList<ServiceRow>))]
[JsonSerializable(typeof(IReadOnlyList<TaskRow>))]
[JsonSerializable(typeof(UserRow))]
[JsonSerializable(typeof(OrganizationRow))]
[JsonSerializable(typeof(ServiceRow))]
[JsonSerializable(typeof(VacuumRow))]
[JsonSerializable(typeof(BackupRow))]
internal sealed partial class RowsJson : JsonSerializerContext;
