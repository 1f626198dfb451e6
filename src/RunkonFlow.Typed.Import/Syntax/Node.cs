using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>One statement of a workflow.</summary>
/// <param name="At">Where it begins.</param>
internal abstract record Node(Position At)
{
    /// <summary>The comments before and in it.</summary>
    public List<string> Comments { get; } = [];

    /// <summary>What a person has to look at, written as comments at this place.</summary>
    public List<string> Checks { get; } = [];
}
