namespace RunkonFlow.Typed.Generators.Flows.Model;

/// <summary>How a jump leaves the statement around it.</summary>
internal enum JumpKind
{
    Return,

    /// <summary>Out of the loop or switch <see cref="Jump.Target"/>.</summary>
    Break,

    /// <summary>To the next round of the loop <see cref="Jump.Target"/>.</summary>
    Continue,

    /// <summary>A bare <c>throw;</c> in a catch clause of the try <see cref="Jump.Target"/>.</summary>
    Rethrow,
}

/// <summary>A jump and the number of what it belongs to: loops and switches count together, tries by themselves.</summary>
internal sealed record Jump(JumpKind Kind, int Target);
