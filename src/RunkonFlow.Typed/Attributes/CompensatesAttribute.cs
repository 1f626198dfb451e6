namespace RunkonFlow.Typed;

/// <summary>
/// Marks a step that undoes another one. When the run fails or is cancelled, the compensations of its completed steps run in
/// the reverse of the order in which those steps were begun, each with the result of the step that it undoes.
/// </summary>
/// <param name="step">The name of the step's method, in the same class. The marked method takes that step's result, or nothing.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CompensatesAttribute(string step) : Attribute
{
    /// <summary>The name of the method whose effect is undone.</summary>
    public string Step { get; } = step;
}
