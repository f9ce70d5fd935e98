using Microsoft.OpenApi;
using Scalar.AspNetCore;

namespace Meeco.Server.Http;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and the page to read it at <c>/docs</c>; the page fetches nothing from elsewhere.</summary>
internal static class ApiDocument
{
    public static IServiceCollection AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi(options => options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "Meeco.Server",
                Version = "1",
                Description = "Vault (API 39.6.1) and keystore (API 10.1.1). The header Authorization holds the session token of the service "
                    + "that is called, with or without Bearer before it. Every refusal has the same body, as /vault/version's error shows.",
            };
            return Task.CompletedTask;
        }));

    public static void MapApiDocument(this IEndpointRouteBuilder app)
    {
        app.MapOpenApi();
        app.MapScalarApiReference(
            "/docs",
            options => options.WithTitle("Meeco.Server").DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp());
    }

    /// <summary>Tells the document about the parameters of <see cref="PageRequest"/>.</summary>
    public static RouteHandlerBuilder WithPaging(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(Query("next_page_after", JsonSchemaType.String, "The next_page_after of the page before."));
            operation.Parameters.Add(Query("per_page", JsonSchemaType.Integer, "Records on the page."));
            operation.Parameters.Add(Query("order", JsonSchemaType.String, "asc or desc by creation."));
            return Task.CompletedTask;
        });

    /// <summary>Tells the document about the header that names the version the caller read.</summary>
    public static RouteHandlerBuilder WithIfMatch(this RouteHandlerBuilder endpoint) =>
        endpoint.AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "If-Match",
                In = ParameterLocation.Header,
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Description = "The item's version that was read, as its ETag: 412 if it has moved on.",
            });
            return Task.CompletedTask;
        });

    private static OpenApiParameter Query(string name, JsonSchemaType type, string description) => new()
    {
        Name = name,
        In = ParameterLocation.Query,
        Schema = new OpenApiSchema { Type = type },
        Description = description,
    };
}
