using Meeco.Server.Delegations;
using Meeco.Wire;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Json;

namespace Meeco.Server.Http;

/// <summary>The two services of the program: their paths, who may call them, and what all their endpoints have in common.</summary>
internal static class Surfaces
{
    /// <summary>Registers tokens, errors and JSON.</summary>
    public static IServiceCollection AddSurfaces(this IServiceCollection services)
    {
        // The core alone: the whole package would keep a data protection key ring in the user's home, for cookies.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options =>
        {
            options.AddScheme<TokenAuthentication>(TokenAuthentication.Vault, displayName: null);
            options.AddScheme<TokenAuthentication>(TokenAuthentication.Keystore, displayName: null);
        });
        services.AddSingleton<SessionLookup>();
        services.AddSingleton<AnswerLookup>();
        services.AddSingleton<LargeAnswers>();
        services.AddAuthorization();
        services.AddRequestLimit();
        services.AddRequestLog();
        services.AddExceptionHandler<ErrorHandler>();
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<JsonOptions>(options => WireJson.ApplyResponseRules(options.SerializerOptions));
        return services;
    }

    /// <summary>The pipeline in front of the endpoints.</summary>
    public static void UseSurfaces(this WebApplication app)
    {
        app.UseHttpLogging();
        app.UseExceptionHandler(_ => { });
        app.UseStatusCodePages(context => ErrorHandler.WriteEmptyStatusAsync(context.HttpContext));
        app.UseRouting();
        app.UseRequestLimit();
        app.UseAuthentication();
        app.UseAuthorization();
        app.Use(DelegateGuard.CheckAsync);
        app.Use(WholeBody.ReceiveAsync);
    }

    /// <summary>Vault endpoints that need no token.</summary>
    public static RouteGroupBuilder MapOpenVault(this IEndpointRouteBuilder app) => app.MapGroup("/vault");

    /// <summary>Vault endpoints for signed-in users; their POSTs, PATCHes and PUTs honour <c>Idempotency-Key</c>.</summary>
    public static RouteGroupBuilder MapVault(this IEndpointRouteBuilder app) =>
        app.MapGroup("/vault").ForCallersOf(TokenAuthentication.Vault);

    /// <summary>Keystore endpoints that need no token.</summary>
    public static RouteGroupBuilder MapOpenKeystore(this IEndpointRouteBuilder app) => app.MapGroup("/keystore");

    /// <summary>Keystore endpoints for signed-in users; their POSTs, PATCHes and PUTs honour <c>Idempotency-Key</c>.</summary>
    public static RouteGroupBuilder MapKeystore(this IEndpointRouteBuilder app) =>
        app.MapGroup("/keystore").ForCallersOf(TokenAuthentication.Keystore);

    private static RouteGroupBuilder ForCallersOf(this RouteGroupBuilder group, string scheme) =>
        group
            .RequireAuthorization(new AuthorizeAttribute { AuthenticationSchemes = scheme })
            .AddEndpointFilter<IdempotencyFilter>();
}
