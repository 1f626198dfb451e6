namespace RunkonFlow.Typed;

/// <summary>
/// Marks a <c>partial</c> method that waits for people to decide. It returns <c>ValueTask&lt;Decision&gt;</c>, or
/// <c>ValueTask&lt;Decision&lt;T&gt;&gt;</c> where the deciders select from options.
/// </summary>
/// <remarks>
/// The options are the members of <c>T</c> when it is an enum; when it is <c>string</c> they are the argument of the method's
/// parameter <c>options</c>. The run holds no thread and no lease while it waits.
/// </remarks>
/// <param name="id">The stable id; by default the method's name without <c>Async</c> in kebab case.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class GateAttribute(string? id = null) : Attribute
{
    /// <summary>The stable id, or null for the one derived from the method's name.</summary>
    public string? Id { get; } = id;

    /// <summary>How long the gate is open, as text such as <c>"72h"</c>; null for as long as it takes.</summary>
    public string? Timeout { get; set; }

    /// <summary>What the flow sees when the time is over.</summary>
    public OnTimeout OnTimeout { get; set; }

    /// <summary>How many different people must approve; at least 1. One rejection rejects.</summary>
    public int MinApprovals { get; set; } = 1;

    /// <summary>The question, for people. <c>{parameter}</c> stands for an argument of the call.</summary>
    public string? Prompt { get; set; }

    /// <summary>Who is asked, for people. <c>{parameter}</c> stands for an argument of the call.</summary>
    public string? Assignee { get; set; }
}
