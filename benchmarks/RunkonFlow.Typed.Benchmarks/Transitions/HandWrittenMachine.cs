namespace RunkonFlow.Typed.Benchmarks.Transitions;

/// <summary>The limit: a struct with a position and one slot, and the same steps.</summary>
internal struct HandWrittenMachine
{
    private int _position;
    private int _value;

    public static async ValueTask<int> AddAsync(int value)
    {
        await Task.CompletedTask;
        return value + 1;
    }

    public static int Run(int start)
    {
        var machine = new HandWrittenMachine { _value = start };
        while (machine.Advance())
        {
            var call = AddAsync(machine._value);
            machine._value = call.IsCompletedSuccessfully ? call.Result : throw new InvalidOperationException();
        }
        return machine._value;
    }

    private bool Advance()
    {
        switch (_position)
        {
            case < 10:
                _position++;
                return true;
            default:
                return false;
        }
    }
}
