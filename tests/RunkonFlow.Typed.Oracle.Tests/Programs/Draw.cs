using CsCheck;

namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>Choices from CsCheck's random numbers.</summary>
public sealed class Draw(PCG random)
{
    public int Next(int exclusive) => (int)random.Next((uint)exclusive);

    public bool Chance(int percent) => Next(100) < percent;

    public T One<T>(IReadOnlyList<T> items) => items[Next(items.Count)];

    /// <summary>One of several choices, each with its weight.</summary>
    public T Weighted<T>(IReadOnlyList<(int Weight, T Item)> choices)
    {
        var at = Next(choices.Sum(c => c.Weight));
        foreach (var (weight, item) in choices)
        {
            if (at < weight) return item;
            at -= weight;
        }
        throw new InvalidOperationException("unreachable: the weights add up");
    }
}
