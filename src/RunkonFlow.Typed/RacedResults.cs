namespace RunkonFlow.Typed;

/// <summary>The result of a race whose branches return one type.</summary>
public static class RacedResults
{
    /// <summary>What the winner returned.</summary>
    public static T Result<T>(this Raced<T, T> raced) => raced.Winner == 0 ? raced.First! : raced.Second!;

    /// <inheritdoc cref="Result{T}(Raced{T, T})"/>
    public static T Result<T>(this Raced<T, T, T> raced)
        => raced.Winner switch { 0 => raced.First!, 1 => raced.Second!, _ => raced.Third! };

    /// <inheritdoc cref="Result{T}(Raced{T, T})"/>
    public static T Result<T>(this Raced<T, T, T, T> raced)
        => raced.Winner switch { 0 => raced.First!, 1 => raced.Second!, 2 => raced.Third!, _ => raced.Fourth! };
}
