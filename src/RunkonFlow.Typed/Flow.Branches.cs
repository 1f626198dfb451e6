namespace RunkonFlow.Typed;

/// <content>What a branch of <c>Flow.Parallel</c> or <c>Flow.Race</c> can be beside a call.</content>
public static partial class Flow
{
    /// <summary>A branch that is left out where a condition does not hold. Its result is the type's default.</summary>
    /// <example><code>await Flow.Parallel(ShipAsync(order), order.IsGift ? WrapAsync(order) : Flow.Skip&lt;Paper&gt;());</code></example>
    public static Skipped<T> Skip<T>() => default;

    /// <summary>A branch without result.</summary>
    /// <example><code>await Flow.Parallel(ShipAsync(order), Flow.Unit(NotifyAsync(order)));</code></example>
    public static async Task<Unit> Unit(Task operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        await operation.ConfigureAwait(false);
        return default;
    }

    /// <inheritdoc cref="Unit(Task)"/>
    public static async ValueTask<Unit> Unit(ValueTask operation)
    {
        await operation.ConfigureAwait(false);
        return default;
    }
}
