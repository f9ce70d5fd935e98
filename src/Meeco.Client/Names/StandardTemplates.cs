namespace Meeco;

/// <summary>
/// The item templates that every vault of this project has: what completion offers to a session that has not seen yet which
/// there are.
/// </summary>
internal static class StandardTemplates
{
    /// <summary>Their names and labels.</summary>
    public static IReadOnlyList<KnownName> Names { get; } =
    [
        Of("vehicle", "Vehicle"),
        Of("password", "Password"),
        Of("custom", "Custom"),
        Of("passport_details", "Passport Details"),
        Of("drivers_licence", "Driver's Licence"),
        Of("important_document", "Important Document"),
        Of("travel", "Travel"),
        Of("bank_item", "Bank Item"),
        Of("membership_subscription", "Membership & Subscription"),
        Of("pet", "Pet"),
        Of("device", "Device"),
        Of("services", "Services"),
        Of("contact", "Contact"),
    ];

    private static KnownName Of(string name, string label) => new(name, name, label);
}
