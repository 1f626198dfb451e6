namespace RunkonFlow.Typed;

/// <summary>
/// Marks a <c>partial</c> method that waits for a typed message from outside: it returns <c>ValueTask&lt;T&gt;</c>. Messages
/// are durable from the moment they are sent, also before the run waits for them, and are taken in order, each once. A signal
/// that returns <c>ValueTask&lt;Request&lt;T, TReply&gt;&gt;</c> takes requests, which the flow answers with
/// <see cref="Request{TMessage, TReply}.Reply"/>.
/// </summary>
/// <param name="id">The stable id; by default the method's name without <c>Async</c> in kebab case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SignalAttribute(string? id = null) : Attribute
{
    /// <summary>The stable id, or null for the one derived from the method's name.</summary>
    public string? Id { get; } = id;

    /// <summary>
    /// How long the flow waits, as text such as <c>"14d"</c>; at its end it sees a <see cref="StepFailedException"/> of the type
    /// <c>Timeout</c>. Null for as long as it takes.
    /// </summary>
    public string? Timeout { get; set; }
}
