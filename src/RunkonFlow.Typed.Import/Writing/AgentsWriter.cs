namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Writes the interface that names a workflow's agents as steps.</summary>
internal static class AgentsWriter
{
    public static string Write(ImportedWorkflow workflow, IEnumerable<StepMethod> agents)
    {
        var code = new CodeWriter();
        code.Summary($"The agents of {workflow.Definition.Name}. Each is a step that calls RunAsync, the one method to implement; implement one of these too where an agent is C#.");
        code.Open($"public interface {workflow.AgentsName} : IAgents");
        var isFirst = true;
        foreach (var agent in agents)
        {
            if (!isFirst) code.Line();
            isFirst = false;
            code.Summary($"Runs {agent.What}.");
            code.Line(agent.Attributes);
            code.Line($"Task<StepResult> {agent.Name}({CodeWriter.Break}AgentRequest request, CancellationToken ct = default, StepContext step = default){CodeWriter.Break} => RunAsync(request, step, ct);");
        }
        code.Close();
        return code.ToString();
    }
}
