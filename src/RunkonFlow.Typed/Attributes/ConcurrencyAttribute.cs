namespace RunkonFlow.Typed;

/// <summary>At most so many attempts at a step run at once, over all workers that share the store.</summary>
/// <param name="key">What is limited; <c>{parameter}</c> stands for an argument of the call.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ConcurrencyAttribute(string key) : Attribute
{
    /// <summary>What is limited.</summary>
    public string Key { get; } = key;

    /// <summary>How many at once; at least 1.</summary>
    public int Limit { get; set; } = 1;
}
