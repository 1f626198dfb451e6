namespace RunkonFlow.Typed;

/// <summary>At most so many attempts at a step begin within a time, over all workers that share the store.</summary>
/// <param name="key">What is limited; <c>{parameter}</c> stands for an argument of the call.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RateLimitAttribute(string key) : Attribute
{
    /// <summary>What is limited.</summary>
    public string Key { get; } = key;

    /// <summary>How many may begin within <see cref="Per"/>; at least 1.</summary>
    public int Limit { get; set; } = 1;

    /// <summary>The time, as text such as <c>"1m"</c>.</summary>
    public string Per { get; set; } = "1s";
}
