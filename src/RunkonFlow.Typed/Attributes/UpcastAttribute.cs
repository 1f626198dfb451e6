namespace RunkonFlow.Typed;

/// <summary>
/// A static method that makes the new form of a stored value from an older one, which is kept as a type of its own. On the stored type
/// itself it holds wherever values of that type are read: inputs, messages, results, locals, and inside other values. On a workflow it holds
/// for locals whose type was replaced by another.
/// </summary>
/// <param name="from">On a stored type: which form the method takes, counted from 1. A type's own form is the next behind its last upcast.</param>
/// <example>
/// <code>
/// public sealed record Order(string Id, decimal Total)
/// {
///     [Upcast] public static Order From(OrderInCents old) => new(old.Id, old.Cents / 100m);
/// }
///
/// public sealed record OrderInCents(string Id, int Cents); // as Order was when it was stored
/// </code>
/// </example>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class UpcastAttribute(int from = 1) : Attribute
{
    /// <summary>The form that the method takes, counted from 1.</summary>
    public int From { get; } = from;
}
