namespace RunkonFlow.Typed;

/// <summary>Names the method that a dry run calls instead of this step, with the same arguments and result.</summary>
/// <param name="method">The method's name, in the same class.</param>
[AttributeUsage(AttributeTargets.Method)]
public sealed class DryRunAttribute(string method) : Attribute
{
    /// <summary>The name of the substitute.</summary>
    public string Method { get; } = method;
}
