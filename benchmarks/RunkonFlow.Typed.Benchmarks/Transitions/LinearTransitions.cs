using BenchmarkDotNet.Attributes;
using RunkonFlow.Typed.Machines;

namespace RunkonFlow.Typed.Benchmarks.Transitions;

/// <summary>Ten transitions and ten step calls without a store: the emitted machine against one written by hand.</summary>
[MemoryDiagnoser]
public class LinearTransitions
{
    private const int Steps = 10;
    private readonly LinearFlow _workflow = new();
    private readonly AttemptTicket _ticket = new();
    private FlowMachine _machine = null!;
    private FlowFrame _frame = null!;
    private byte[] _input = null!;

    [GlobalSetup]
    public void Setup()
    {
        _machine = LinearFlow.Registration.Machine;
        _frame = _machine.CreateFrame(_workflow);
        _input = """{"start":1}"""u8.ToArray();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Steps)]
    public int HandWritten() => HandWrittenMachine.Run(1);

    [Benchmark(OperationsPerInvoke = Steps)]
    public int Generated()
    {
        _frame.Reset();
        _machine.Bind(_frame, _workflow);
        var json = new System.Text.Json.Utf8JsonReader(_input);
        json.Read();
        _machine.ReadInput(_frame, ref json);
        var steps = 0;
        while (_frame.Advance() is { Kind: FlowCommandKind.Step } command)
        {
            _frame.OpenTicket(_ticket);
            var call = _frame.ExecuteAsync(command.Node, default, CancellationToken.None);
            if (!call.IsCompletedSuccessfully) throw new InvalidOperationException();
            steps++;
        }
        return steps;
    }
}
