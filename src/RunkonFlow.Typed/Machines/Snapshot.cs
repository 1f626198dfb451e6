using System.Diagnostics.CodeAnalysis;

namespace RunkonFlow.Typed.Machines;

/// <summary>Collections as a durable loop goes over them.</summary>
public static class Snapshot
{
    /// <summary>What the collection holds now; null fails as it does in C#.</summary>
    /// <exception cref="NullReferenceException">There is no collection.</exception>
    [SuppressMessage("Usage", "CA2201", Justification = "A foreach over null throws this very exception.")]
    public static T[] Of<T>(IEnumerable<T> items) => items is null ? throw new NullReferenceException() : [.. items];
}
