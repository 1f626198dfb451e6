namespace RunkonFlow.Typed.Oracle.Tests.Programs;

/// <summary>Walks over programs.</summary>
public static class Statements
{
    public static int Count(FlowProgram program) => Count(program.Flow) + program.SubFlows.Sum(s => 1 + Count(s.Body));

    public static int Count(Block block) => block.Statements.Sum(s => 1 + BlocksOf(s).Sum(Count));

    /// <summary>The blocks directly inside a statement.</summary>
    public static IEnumerable<Block> BlocksOf(Statement statement) => statement switch
    {
        Nested s => [s.Body],
        If s => s.Else is { } other ? [s.Then, other] : [s.Then],
        Switch s => s.Sections.Select(c => c.Body),
        While s => [s.Body],
        For s => [s.Body],
        ForEach s => [s.Body],
        Try s => [s.Body, .. s.Catches.Select(c => c.Body), .. s.Finally is { } final ? [final] : Array.Empty<Block>()],
        _ => [],
    };

    public static bool HasFinalizer(Block block)
        => block.Statements.Any(s => s is Try { Finally: not null } || BlocksOf(s).Any(HasFinalizer));
}
