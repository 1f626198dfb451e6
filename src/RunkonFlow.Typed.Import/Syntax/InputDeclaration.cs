using RunkonFlow.Typed.Import.Reading;

namespace RunkonFlow.Typed.Import.Syntax;

/// <summary>One input of a workflow.</summary>
internal sealed record InputDeclaration(Position At, string Name)
{
    public bool IsRequired { get; init; }

    public bool IsBoolean { get; init; }

    public string? Default { get; init; }

    public string? Description { get; init; }
}
