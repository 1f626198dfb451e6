using System.Diagnostics.CodeAnalysis;

namespace RunkonFlow.Typed.Machines;

/// <summary>Collections as a durable loop goes over them.</summary>
public static class Snapshot
{
    /// <summary>What the collection holds now; null fails as it does in C#.</summary>
    /// <exception cref="NullReferenceException">There is no collection.</exception>
    [SuppressMessage("Usage", "CA2201", Justification = "A foreach over null throws this very exception.")]
    public static T[] Of<T>(IEnumerable<T> items) => items is null ? throw new NullReferenceException() : [.. items];

    /// <summary>What the operation of each item takes: the arguments of its call, evaluated now.</summary>
    public static TInput[] Select<TItem, TInput>(TItem[] items, Func<TItem, TInput> arguments) => Array.ConvertAll(items, item => arguments(item));
}
