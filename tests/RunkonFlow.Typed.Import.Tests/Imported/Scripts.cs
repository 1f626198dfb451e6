using System.Collections.Immutable;
using RunkonFlow.Typed;
using RunkonFlow.Typed.Processes;

namespace Studio.Workflows;

/// <summary>Runs scripts as <c>sh -c</c>, in a process group that ends with the step.</summary>
public sealed class Scripts(ProcessSteps processes, ScriptOptions options)
{
    /// <summary>What a workflow may not set: it would run other programs than it says, or use another's credentials.</summary>
    private static readonly HashSet<string> Refused =
    [
        "LD_PRELOAD", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_INSERT_LIBRARIES", "PATH", "PYTHONPATH", "RUBYLIB", "NODE_PATH", "GH_TOKEN",
    ];

    /// <summary>Runs a script; an exit code other than 0 fails the attempt. In a dry run nothing is run.</summary>
    public async Task<StepResult> RunAsync(ScriptRequest request, StepContext step, CancellationToken ct)
    {
        if (step.DryRun) return new StepResult([], $"dry run: {request.Name} was not run");
        var variables = request.Log.Variables().SetItem("workflow_run_id", step.RunId.ToString()).SetItem("dry_run", "false");
        var environment = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var (name, value) in options.EnvironmentOf(request.As ?? request.Log.Host.GetValueOrDefault(RunLog.Identity))) environment[name] = value;
        foreach (var (name, value) in request.Log.Inputs)
            if (name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) environment[$"CONDUCTOR_{name.ToUpperInvariant()}"] = value;
        foreach (var variable in request.Env)
            if (!Refused.Contains(variable.Name)) environment[variable.Name] = Template.Fill(variable.Template, variables, unknown: "");

        var command = new ProcessCommand("sh", ["-c", Template.Fill(request.Run, variables, unknown: "", quote: true)])
        {
            WorkingDirectory = options.WorkingDirectory(request.Log),
            Environment = environment.ToImmutable(),
        };
        var result = await processes.RunCheckedAsync(command, ct);
        return StepResult.FromText(result.Output);
    }
}
