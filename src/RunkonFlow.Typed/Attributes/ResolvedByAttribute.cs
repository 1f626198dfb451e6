namespace RunkonFlow.Typed;

/// <summary>
/// Makes a gate an automated one: the engine calls a step at an interval until it decides. People may still decide it first.
/// </summary>
/// <param name="step">
/// The name of a <see cref="StepAttribute"/> method of the class that takes the gate's parameters and returns the gate's
/// decision, or null for not yet.
/// </param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ResolvedByAttribute(string step) : Attribute
{
    /// <summary>The name of the step's method.</summary>
    public string Step { get; } = step;

    /// <summary>The pause between two calls, as text such as <c>"30s"</c>.</summary>
    public string Every { get; set; } = "30s";
}
