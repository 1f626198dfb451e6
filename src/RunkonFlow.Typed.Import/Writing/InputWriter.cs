using System.Text;
using System.Text.RegularExpressions;
using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <summary>Writes the record that is a workflow's input.</summary>
internal static partial class InputWriter
{
    // What a log or a step knows by itself.
    private static readonly string[] OwnVariables = ["prior_context", "prior_contexts", "prior_output", "gate_feedback", "dry_run", "workflow_run_id", "workflow_status"];

    public static string Write(ImportedWorkflow workflow)
    {
        var code = new CodeWriter();
        code.Summary($"What {workflow.Definition.Name} is started with.");
        code.Open($"public sealed record {workflow.InputName}");
        foreach (var input in workflow.Definition.Inputs)
        {
            code.Summary(input.Description ?? $"The input {input.Name}.");
            code.Line(Member(input, workflow.Members[input.Name]));
            code.Line();
        }
        var named = HostVariables(workflow.Definition).ToList();
        code.Summary(named.Count == 0
            ? "What the host knows besides, for prompts and scripts; workflows that are called get it too."
            : $"What the host knows besides, for prompts and scripts; workflows that are called get it too. Named in this one: {string.Join(", ", named)}.");
        code.Line("public ImmutableDictionary<string, string> Variables { get; init; } = ImmutableDictionary<string, string>.Empty;");
        code.Line();
        code.Summary("The log of a run with this input.");
        var log = new StringBuilder("RunLog.Start(Variables)");
        foreach (var input in workflow.Definition.Inputs) log.Append(CodeWriter.Break).Append(".With(").Append(CSharp.Text(input.Name)).Append(", ").Append(workflow.Members[input.Name]).Append(')');
        code.Line($"public RunLog ToLog() => {log};");
        code.Close();
        return code.ToString();
    }

    private static string Member(InputDeclaration input, string member)
    {
        if (input.IsRequired) return $"public required {(input.IsBoolean ? "bool" : "string")} {member} {{ get; init; }}";
        if (input.IsBoolean)
        {
            var isTrue = "true".Equals(input.Default, StringComparison.OrdinalIgnoreCase);
            return $"public bool {member} {{ get; init; }}{(isTrue ? " = true;" : "")}";
        }
        return input.Default is { } value
            ? $"public string {member} {{ get; init; }} = {CSharp.Text(value)};"
            : $"public string? {member} {{ get; init; }}";
    }

    /// <summary>The variables in the workflow's texts that are neither inputs nor known by themselves.</summary>
    private static IEnumerable<string> HostVariables(WorkflowDefinition definition)
    {
        var texts = definition.AllNodes.SelectMany(static node => node switch
        {
            ScriptNode script => script.Env.Select(static entry => entry.Value).Append(script.Run),
            CallWorkflowNode call => call.Inputs.Select(static entry => entry.Value),
            ForEachNode items => items.Inputs.Concat(items.Scope).Concat(items.Filter).Select(static entry => entry.Value),
            _ => [],
        });
        return texts.SelectMany(static text => Places().Matches(text).Select(static match => match.Groups[1].Value))
            .Where(name => !OwnVariables.Contains(name) && !name.StartsWith("item.", StringComparison.Ordinal) && definition.Inputs.All(input => input.Name != name))
            .Distinct().Order(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\{\{([^{}]+)\}\}")]
    private static partial Regex Places();
}
