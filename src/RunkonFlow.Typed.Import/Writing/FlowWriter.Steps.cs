using RunkonFlow.Typed.Import.Syntax;

namespace RunkonFlow.Typed.Import.Writing;

/// <content>Agents, scripts and what happens when they fail.</content>
internal sealed partial class FlowWriter
{
    private void Call(CodeWriter code, CallNode call) => Tolerating(code, call, call.OnFail, call.Agent.Key, call.Retries, inner =>
    {
        var local = Assign(inner, call, call.Agent.Key, AgentCall(call));
        inner.Line($"log = log.After({CSharp.Text(call.Agent.Key)}, {local});");
    });

    private void Script(CodeWriter code, ScriptNode script) => Tolerating(code, script, script.OnFail, script.Name, script.Retries, inner =>
    {
        var method = _scripts.For(script.Name, script.Name, script.Retries, script.Timeout);
        var options = new List<string>();
        if (!script.Env.IsEmpty) options.Add($"Env = {CSharp.Variables(script.Env)}");
        if (script.As is { } identity) options.Add($"As = {CSharp.Text(identity)}");
        var request = $"new ScriptRequest({CSharp.Text(script.Name)}, {CSharp.Text(script.Run)}, log){Braces(options)}";
        var local = Assign(inner, script, script.Name, _scripts.Call("", method, $"{CodeWriter.Break}{request},{CodeWriter.Break} ct"));
        inner.Line($"log = log.After({CSharp.Text(script.Name)}, {local});");
    });

    /// <summary>The call of an agent's step, without <c>await</c>.</summary>
    private string AgentCall(CallNode call, string log = "log")
        => _agents.Call("agents.", AgentMethod(call), $"{CodeWriter.Break}{AgentRequest(call, log)},{CodeWriter.Break} ct");

    private StepMethod AgentMethod(CallNode call) => _agents.For(call.Agent.Key, call.Agent.Path ?? call.Agent.Key, call.Retries, call.Timeout);

    private string AgentRequest(CallNode call, string log = "log")
    {
        var options = new List<string>();
        if (call.Agent.Path is { } path) options.Add($"Path = {CSharp.Text(path)}");
        var output = call.Output ?? _blocks.Select(static block => block.Output).FirstOrDefault(static output => output is not null);
        if (output is not null) options.Add($"Output = {CSharp.Text(output)}");
        var with = _blocks.SelectMany(static block => block.With).Concat(call.With).ToList();
        if (with.Count > 0) options.Add($"With = {CSharp.List(with)}");
        if (call.As is { } identity) options.Add($"As = {CSharp.Text(identity)}");
        if (!call.PluginDirs.IsEmpty) options.Add($"PluginDirs = {CSharp.List(call.PluginDirs)}");
        if (call.MaxTurns is { } turns) options.Add($"MaxTurns = {Math.Min(turns, int.MaxValue)}");
        return $"new AgentRequest({CSharp.Text(call.Agent.Key)}, {log}){Braces(options)}";
    }

    /// <summary>Awaits an operation into the local of its step, or into a new one; gives the local's name.</summary>
    private string Assign(CodeWriter code, Node node, string key, string operation)
    {
        _hasOperation = true;
        var known = _locals.NameOf(key);
        var isNew = known is null || _locals.IsDeclaredAt(key, node);
        var local = known ?? _names.Take(CSharp.Camel(key));
        code.Line($"{(isNew ? "var " : "")}{local} = await {operation};");
        return local;
    }

    /// <summary>What a node does, with what its <c>on_fail</c> asks for around it.</summary>
    private void Tolerating(CodeWriter code, Node node, OnFail? onFail, string key, uint retries, Action<CodeWriter> write)
    {
        if (onFail is null)
        {
            write(code);
            return;
        }
        code.Open("try");
        write(code);
        code.Close();
        if (onFail.Agent is { } agent)
        {
            code.Open("catch (StepFailedException failure)");
            Fallback(code, node, agent, key, retries);
            code.Close();
            return;
        }
        code.Open("catch (StepFailedException)");
        code.Comment($"on_fail = continue: goes on as if {key} had been left out.");
        if (_locals.NameOf(key) is { } local) code.Line($"{local} = null;");
        code.Close();
    }

    private void Fallback(CodeWriter code, Node node, AgentName agent, string key, uint retries)
    {
        code.Comment($"on_fail: {agent.Key} is called, and {key} fails all the same. Without the 'throw' the run goes on instead.");
        code.Open("try");
        var log = $"log.With(\"failed_step\", {CSharp.Text(key)}).With(\"failure_reason\", failure.Message).With(\"retry_count\", \"{retries}\")";
        var local = Assign(code, node, agent.Key, AgentCall(new CallNode(node.At, agent), log));
        code.Line($"log = log.After({CSharp.Text(agent.Key)}, {local});");
        code.Close();
        code.Open("catch (StepFailedException)");
        code.Comment($"That {agent.Key} has failed too changes nothing.");
        code.Close();
        code.Line("throw;");
    }

    private void ScriptMethods()
    {
        foreach (var method in _scripts.Methods)
        {
            Member(method.Attributes);
            _members.Line(
                $"private Task<StepResult> {method.Name}({CodeWriter.Break}ScriptRequest request, CancellationToken ct = default, StepContext step = default){CodeWriter.Break}" +
                " => scripts.RunAsync(request, step, ct);");
        }
    }

    private void CallMethods()
    {
        foreach (var method in _calls.Methods)
        {
            Member(method.Attributes);
            _members.Line(
                $"private Task<RunResult> {method.Name}({CodeWriter.Break}WorkflowRequest request, CancellationToken ct = default, StepContext step = default){CodeWriter.Break}" +
                " => workflows.RunAsync(request, step, ct);");
        }
    }

    private void Member(string attributes)
    {
        if (_members.ToString().Length > 0) _members.Line();
        _members.Line(attributes);
    }

    private static string Braces(List<string> options) => options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
}
