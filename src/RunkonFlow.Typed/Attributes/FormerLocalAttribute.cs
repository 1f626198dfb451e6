namespace RunkonFlow.Typed;

/// <summary>The name that a durable local of a flow had in a shipped version.</summary>
/// <param name="oldName">The old name.</param>
/// <param name="newName">Its name now.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FormerLocalAttribute(string oldName, string newName) : Attribute
{
    /// <summary>The old name.</summary>
    public string OldName { get; } = oldName;

    /// <summary>Its name now.</summary>
    public string NewName { get; } = newName;
}
