using System.Text;
using Meeco.Server.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace Meeco.Server.Attachments;

/// <summary>
/// The form that a thumbnail comes in, with the names of both generations. It is read where JSON bodies are, so that a
/// repeated POST can be told from another one, and never touches the disk.
/// </summary>
internal sealed record ThumbnailForm
{
    private static readonly string[] Prefixes = ["thumbnail", "binary"];

    /// <summary>The encrypted picture; null when there is none.</summary>
    public required string? Text { get; init; }

    public required string? AttachmentId { get; init; }

    public required string? SizeType { get; init; }

    /// <exception cref="RefusedException">400: the body is no form.</exception>
    public static async ValueTask<ThumbnailForm> BindAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.HasFormContentType)
        {
            throw Refuse.BadRequest("body", "The body is no multipart form.");
        }

        var limit = (int)context.RequestServices.GetRequiredService<IOptions<ServerOptions>>().Value.MaxRequestBodySize;
        context.Features.Set<IFormFeature>(new FormFeature(request, new FormOptions
        {
            MemoryBufferThreshold = limit,
            MultipartBodyLengthLimit = limit,
            ValueLengthLimit = limit,
        }));
        try
        {
            var form = await request.ReadFormAsync(context.RequestAborted);
            return new ThumbnailForm
            {
                Text = await FileAsync(form, context.RequestAborted),
                AttachmentId = Field(form, "attachment_id") ?? Field(form, "binary_id"),
                SizeType = Field(form, "size_type"),
            };
        }
        catch (InvalidDataException)
        {
            throw Refuse.BadRequest("body", "The body is no well-formed multipart form.");
        }
    }

    private static string? Field(IFormCollection form, string name) =>
        Names(name).Append(name).Select(key => form[key].ToString()).FirstOrDefault(value => value.Length > 0);

    // Some of the published clients send the file as a field without a file name.
    private static async Task<string?> FileAsync(IFormCollection form, CancellationToken cancel)
    {
        if (Names("file").Select(form.Files.GetFile).FirstOrDefault(file => file is not null) is not { } found)
        {
            return Field(form, "file");
        }

        using var reader = new StreamReader(found.OpenReadStream(), Encoding.UTF8);
        return await reader.ReadToEndAsync(cancel);
    }

    private static IEnumerable<string> Names(string name) => Prefixes.Select(prefix => $"{prefix}[{name}]");
}
