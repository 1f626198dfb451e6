using System.Collections;
using System.Collections.Immutable;

namespace RunkonFlow.Typed.Generators.Tests.Values;

/// <summary>Makes a value of any type that payloads may have, from a seed.</summary>
internal sealed class RandomValue(int seed)
{
    private readonly Random _random = new(seed);

    public object? Of(Type type, int depth = 0)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return _random.Next(3) == 0 ? null : Of(inner, depth);
        if (Scalar(type) is { } scalar) return scalar;
        if (!type.IsValueType && (depth > 4 || _random.Next(8) == 0)) return null;
        if (type == typeof(string)) return Text();
        if (type == typeof(Uri)) return new Uri(_random.Next(2) == 0 ? "https://example.org/ä b?q=1&r=<x>" : "relative/path", UriKind.RelativeOrAbsolute);
        if (type == typeof(Version)) return new Version(_random.Next(9), _random.Next(9), _random.Next(9));
        if (type.IsArray) return Array(type.GetElementType()!, depth);
        if (type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type)) return Collection(type, depth);
        return Object(type, depth);
    }

    private object? Scalar(Type type)
    {
        if (type.IsEnum) return Enum.GetValues(type) is { Length: > 0 } values && _random.Next(6) > 0
            ? values.GetValue(_random.Next(values.Length)) : Enum.ToObject(type, _random.Next(100));
        return Type.GetTypeCode(type) switch
        {
            TypeCode.Boolean => _random.Next(2) == 0,
            TypeCode.Byte => (byte)_random.Next(256),
            TypeCode.SByte => (sbyte)_random.Next(-128, 128),
            TypeCode.Int16 => (short)_random.Next(),
            TypeCode.UInt16 => (ushort)_random.Next(),
            TypeCode.Int32 => (int)_random.NextInt64(),
            TypeCode.UInt32 => (uint)_random.NextInt64(),
            TypeCode.Int64 => _random.NextInt64(long.MinValue, long.MaxValue),
            TypeCode.UInt64 => (ulong)_random.NextInt64(long.MinValue, long.MaxValue),
            TypeCode.Single => Pick(float.NaN, float.NegativeInfinity, -0f, float.Epsilon, (float)_random.NextDouble()),
            TypeCode.Double => Pick(double.NaN, double.PositiveInfinity, -0d, double.MaxValue, _random.NextDouble() * 1e9),
            TypeCode.Decimal => new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29)),
            TypeCode.Char => Pick('a', '"', '\\', 'ä', '\u2028', '\0'),
            TypeCode.DateTime => new DateTime(_random.NextInt64(DateTime.MaxValue.Ticks), Pick(DateTimeKind.Utc, DateTimeKind.Unspecified)),
            _ => Structure(type),
        };
    }

    private object? Structure(Type type)
    {
        if (type == typeof(Guid)) { var bytes = new byte[16]; _random.NextBytes(bytes); return new Guid(bytes); }
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(2000 + _random.Next(50), 2, 3, 4, 5, 6, _random.Next(1000), TimeSpan.FromMinutes(_random.Next(-600, 600)));
        if (type == typeof(TimeSpan)) return Pick(TimeSpan.Zero, TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.FromTicks(_random.NextInt64(-1L << 50, 1L << 50)));
        if (type == typeof(DateOnly)) return DateOnly.FromDayNumber(_random.Next(DateOnly.MaxValue.DayNumber));
        if (type == typeof(TimeOnly)) return new TimeOnly(_random.NextInt64(TimeOnly.MaxValue.Ticks));
        return null;
    }

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];

    private string Text() => new([.. Enumerable.Range(0, _random.Next(6)).Select(_ => Pick('a', 'Z', '0', '"', '\\', '<', '&', '\'', 'ä', '\u2028', '\n', '\0', '+'))]);

    private Array Array(Type element, int depth)
    {
        var array = System.Array.CreateInstance(element, _random.Next(4));
        for (var i = 0; i < array.Length; i++) array.SetValue(Of(element, depth + 1), i);
        return array;
    }

    private object? Collection(Type type, int depth)
    {
        var arguments = type.GetGenericArguments();
        if (arguments.Length == 2)
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            for (var i = _random.Next(4); i > 0; i--) map[Of(arguments[0], 0) ?? ""] = Of(arguments[1], depth + 1);
            if (type.Name == "SortedDictionary`2") return Activator.CreateInstance(type, map);
            return Immutable(type, type.Name.Contains("Sorted", StringComparison.Ordinal) ? typeof(ImmutableSortedDictionary) : typeof(ImmutableDictionary), map) ?? map;
        }
        var items = Array(arguments[0], depth);
        if (type.Name is "Queue`1" or "SortedSet`1") return Activator.CreateInstance(type, items);
        var builder = type.Name.Contains("Set", StringComparison.Ordinal) ? typeof(HashSet<>) : typeof(List<>);
        var list = Activator.CreateInstance(builder.MakeGenericType(arguments), items)!;
        return Immutable(type, Type.GetType($"System.Collections.Immutable.{type.Name.Split('`')[0].TrimStart('I').Insert(0, type.Name[0] == 'I' && type.Name[1] == 'I' ? "I" : type.IsInterface ? "" : "I")}, System.Collections.Immutable"), list) ?? list;
    }

    private static object? Immutable(Type type, Type? factory, object items)
    {
        if (factory is null || !type.Name.Contains("Immutable", StringComparison.Ordinal)) return null;
        var create = factory.GetMethods().First(m => m.Name == "CreateRange" && m.GetParameters() is [{ ParameterType.Name: "IEnumerable`1" }]);
        return create.MakeGenericMethod(type.GetGenericArguments()).Invoke(null, [items]);
    }

    private object Object(Type type, int depth)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault();
        var value = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke([.. constructor.GetParameters().Select(p => Of(p.ParameterType, depth + 1))]);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0))
            property.SetValue(value, Of(property.PropertyType, depth + 1));
        return value;
    }
}
