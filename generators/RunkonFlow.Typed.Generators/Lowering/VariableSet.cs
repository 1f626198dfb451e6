namespace RunkonFlow.Typed.Generators.Lowering;

/// <summary>A set of variable numbers.</summary>
internal sealed class VariableSet(int capacity)
{
    private readonly ulong[] _bits = new ulong[(capacity + 63) / 64];

    public bool Contains(int number) => (_bits[number / 64] & (1UL << (number % 64))) != 0;

    public void Add(int number) => _bits[number / 64] |= 1UL << (number % 64);

    public void Remove(int number) => _bits[number / 64] &= ~(1UL << (number % 64));

    /// <summary>True when that added something.</summary>
    public bool UnionWith(VariableSet other)
    {
        var grew = false;
        for (var i = 0; i < _bits.Length; i++)
        {
            var united = _bits[i] | other._bits[i];
            grew |= united != _bits[i];
            _bits[i] = united;
        }
        return grew;
    }

    public VariableSet Copy()
    {
        var copy = new VariableSet(_bits.Length * 64);
        copy.UnionWith(this);
        return copy;
    }

    public IEnumerable<int> Numbers()
    {
        for (var number = 0; number < _bits.Length * 64; number++)
            if (Contains(number))
                yield return number;
    }
}
